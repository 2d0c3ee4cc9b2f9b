"""Very common given names that tell a reader whether to expect "he" or "she".

Names that men and women share are left out.
"""

from factcheck.extraction.words.wordlists import word_set

MEN = word_set("""
    aaron abdul abdullah abraham adam adrian ahmad ahmed alan albert alberto alejandro aleksandr
    alexander alexandre alfonso alfred ali alistair allan allen alvaro amir anders andre andreas
    andrei andrew andrzej andrés andy angelo angus anil anthony antoine anton antonio antony
    antónio anwar arjun arnold arthur arturo ashok attila austin barack barry bart bashar ben
    benedict benjamin bernard bernd bernie bert bill billy björn bob bobby boris boyd brad bradley
    brandon brendan brent brett brian bruce bruno bryan byron caleb calvin cameron carl carlo
    carlos carlton cedric cesar charles charlie chris christian christoph christophe christopher
    clarence claude claudio clayton cliff clifford clint clive clyde colin connor conor craig
    curtis cyril dale damian damien dan daniel daniele danny darren dave david dean denis dennis
    derek desmond dick diego dieter dimitri dirk dmitri dmitry dominic don donald doug douglas
    duncan dwight earl ed eddie edgar edmund eduardo edward edwin elias elijah elon emanuel emil
    emilio emmanuel enrico enrique eric erik ernest ernesto erwin esteban ethan eugene evan fabian
    fabio felipe felix ferdinand fernando fidel florian francesco francis francisco franco frank
    franklin franz fred frederick friedrich fritz gabriel gareth gary gavin geoff geoffrey georg
    george georges gerald gerard gerardo gerhard gideon gilbert giorgio giovanni giulio giuseppe
    glen glenn gordon graham grant greg gregor gregory guido guillermo gustav gustavo guy hamid
    hank hannes hans harold harry harvey hassan hector heinrich heinz helmut henri henrik henry
    herbert herman hermann hiroshi horace howard hubert hugh hugo hussein ian ibrahim igor imran
    isaac ismail ivan ivo jack jackson jacob jacques jaime jake jakob jamal james jan jared jason
    javier jay jeff jeffrey jens jeremy jerome jerry jesús jim jimmy joachim joaquín joe joel johan
    johann johannes john johnny jon jonas jonathan jorge josef joseph josh joshua josé joão juan
    juha julian julio justin jürgen kamal karim karl keir keith kevin khalid klaus kofi konrad kurt
    kwame kyle lars laurence lawrence lee leo leon leonard leonardo leonid leroy lewis liam lionel
    lloyd logan lorenzo lou louis luc luca lucas luciano ludwig luigi luis luiz lukas luke mahmoud
    malcolm manfred manuel marc marcel marcelo marco marcos marcus mario mark markus marshall
    martin martín marvin matt matteo matthew matthias maurice mauricio mauro max maxim maximilian
    mehmet michael michał michel miguel mike mikhail milton mitch mohamed mohammad mohammed moritz
    morris moses muhammad murray mustafa nathan nathaniel nayib neil nelson nicholas nick nicolas
    nicolás nigel nikolai nils noah noel norbert norman oleg oliver olivier omar oscar otto owen
    pablo paolo pascal patrick paul paulo pavel pedro per percy pete peter petr philip philipp
    philippe phillip pierre pieter prakash rafael raj rajesh ralph ramón randall randy raphael
    rashid ravi ray raymond raúl reginald reinhard rené ricardo richard rick rob robert roberto
    rodney rodrigo roger roland rolf roman ron ronald ross roy rudolf rudy rupert russell ryan
    salman salvador salvatore samir samuel sandeep sanjay santiago saul scott sean sebastian sergei
    sergey sergio seth shaun shawn sidney simon spencer stan stanley stefan stefano stephen
    sterling steve steven stewart stuart sunil sven takashi tariq ted terrence terry theodore
    thomas tim timothy tobias todd tom tommy tomás tony travis trevor tyler ulrich umberto uwe
    vernon victor vikram viktor vince vincent vincenzo vitaly vladimir volodymyr walter warren
    wayne werner wilfred wilhelm will willem william willie winston wolfgang xavier yasser yuri
    yusuf zachary évariste
""")

WOMEN = word_set("""
    abigail ada adela adele adriana agatha agnes agnieszka aisha alejandra alexandra alice alicia
    alina alison allison alma amanda amber amelia amina amy ana anastasia angela angelina anita
    anja anke ann anna annabel anne annette annie antonia april ariana ashley astrid audrey barbara
    beatrice beatriz becky belinda bernadette beth bethany betty beverley beverly birgit bonnie
    brenda bridget brigitte britney camilla camille carla carmen carol carolina caroline carolyn
    carrie catherine cathy cecilia celia charlotte chelsea cheryl chiara chloe christina christine
    cindy claire clara clare claudia colleen connie constance cristina cynthia daisy daniela
    danielle daphne dawn debbie deborah deirdre delia denise diana diane dolores donna dora doris
    dorothy edith eileen elaine eleanor elena elisa elisabeth eliza elizabeth ella ellen elsa elsie
    emilia emily emma erica erika erin esther eugenia eva eve evelyn fatima felicia fiona flora
    florence frances francesca frida gabriela gabrielle gail gemma georgina geraldine gertrude gina
    giorgia gisela giulia gladys glenda gloria grace greta gretchen gwen hannah harriet heather
    heidi helen helena helene helga henrietta hilary hilda hillary holly ida ilse ingrid inés irene
    irina iris irma isabel isabella isobel ivana jacqueline jane janet janice jasmine jean-marie
    jeanne jenna jennifer jenny jessica jill joan joanna joanne jocelyn johanna josephine joy joyce
    juana judith judy julia juliana julie juliet justine kaja kamala karen karin karina karla
    katarina kate katharina katherine kathleen kathryn kathy katie katrin kay kayla keiko kirsten
    kirsty kristen kristin kristina lara latoya laura lauren laurie leah leila lena leonie leticia
    lidia lillian lily linda lindsay lisa liz lois lola lorena lorraine louisa louise lucia lucille
    lucinda lucy luisa lydia lynn mabel madeleine magdalena maggie maja malala mandy manuela marcia
    margaret margarita margot maria mariana marianne marie marilyn marina marine marisa marjorie
    marlene marta martha martina mary maría matilda maureen maxine maya megan meghan melanie
    melinda melissa mercedes meredith michaela michelle mildred millie mina mira miranda miriam
    moira molly monica monika muriel nadia nadine nancy naomi natalia natalie natasha nicole nina
    nora norma olga olivia olympia paige pamela patricia patty paula pauline penelope penny petra
    philippa phoebe phyllis pilar polly priscilla rachel ramona rebecca regina renata renate renée
    rhonda rita roberta rosa rosalind rose rosemary roxanne ruth sabine sabrina sadie sally
    samantha sandra sara sarah selena selma shannon sharon sheila shelley sherry shirley sigrid
    silvia simone sofia sonia sonja sophia sophie stacey stacy stella stephanie sue susan susana
    susanna susanne suzanne svetlana sylvia tamara tanya tara tatiana teresa theresa therese tina
    tracey ulrike ursula valentina valeria valerie vanessa vera verena veronica veronika victoria
    viola violet virginia vivian wanda wendy wilma winifred yasmin yolanda yvette yvonne zaha zoe
""")
