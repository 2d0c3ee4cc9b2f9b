"""The commonest words of languages that a newsroom meets, and the scripts of others."""

from factcheck.extraction.words.wordlists import word_set

NAMES = {
    "ar": "Arabic", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "fi": "Finnish", "fr": "French", "he": "Hebrew",
    "hi": "Hindi", "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "ja": "Japanese",
    "ko": "Korean", "nb": "Norwegian", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese",
    "ro": "Romanian", "ru": "Russian", "sv": "Swedish", "th": "Thai", "tr": "Turkish",
    "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip
"""ISO 639-1 codes of the languages that can be told apart, with their English names."""

COMMON_WORDS = {
    "en": word_set(
        "the of and to a in is was that for on it with as by at from are were this be has have had "
        "which who not but they their its an will said after about when there or his her he she"
    ),
    "es": word_set(
        "el la los las de del y en que un una es por con para se no su al lo como más pero fue "
        "son este esta ha sus entre también cuando sobre desde hasta muy sin años según"
    ),
    "pt": word_set(
        "o a os as de do da dos das e em que um uma é por com para se não no na ao à como mais mas "
        "foi são este esta seu sua entre também quando sobre desde até muito sem anos segundo"
    ),
    "fr": word_set(
        "le la les des du de et en que un une est par avec pour se ne pas au aux dans sur plus "
        "mais a été sont ce cette son sa ses entre aussi quand qui il elle selon ans après d l"
    ),
    "de": word_set(
        "der die das den dem des und in zu ein eine einen einem ist mit für auf von nicht sich im "
        "als auch an es werden wird sind war hat aus bei nach wie über vor noch zum zur dass"
    ),
    "it": word_set(
        "il lo la i gli le di del della dei delle e in che un una è per con si non al alla nel "
        "nella come più ma sono questo questa ha suo sua tra anche quando da dal dopo anni secondo"
    ),
    "nl": word_set(
        "de het een en van in is dat op te zijn met voor niet aan er om ook als bij door over naar "
        "heeft werd wordt deze dit maar nog uit hij zij ze tot dan jaar volgens"
    ),
    "pl": word_set(
        "w i na z do się że nie jest to o jak ale po przez od za dla są był była było tym który "
        "która które oraz przed między jego jej roku"
    ),
    "cs": word_set(
        "v a na se že je to s z do o jako ale po od za pro jsou byl byla bylo který která které "
        "také nebo při podle roku už jeho jejich"
    ),
    "sv": word_set(
        "och i att det som en på är av för med den till inte ett har de om var men från vid kan "
        "efter så sig hade när under också år enligt"
    ),
    "da": word_set(
        "og i at det som en på er af for med den til ikke et har de om var men fra ved kan efter "
        "så sig havde når under også år ifølge blev"
    ),
    "nb": word_set(
        "og i å det som en på er av for med den til ikke et har de om var men fra ved kan etter så "
        "seg hadde når under også år ifølge ble sier"
    ),
    "fi": word_set(
        "ja on ei että se oli mutta myös kun hän ovat joka mukaan kuin sen tai niin ole jos vuonna "
        "ollut sekä vain jo nyt ovat hänen"
    ),
    "tr": word_set(
        "ve bir bu da de için ile olarak olan çok daha gibi kadar sonra ama ise en var yok değil "
        "göre oldu olduğunu dedi yıl tarafından"
    ),
    "id": word_set(
        "yang dan di ke dari untuk pada dengan ini itu tidak dalam akan adalah oleh juga sebagai "
        "telah mereka ada bisa tahun karena kata lebih atau"
    ),
    "ro": word_set(
        "și de la în a cu pe nu că din o un pentru este care mai au fost sa ale lui prin după dar "
        "sunt între către anul potrivit"
    ),
    "hu": word_set(
        "a az és hogy nem is egy van volt de meg el csak még már ez azt ki mint lesz szerint után "
        "között pedig vagy ha évi"
    ),
}
"""Words that hold a language together, by its code."""

SCRIPTS = (
    ("el", 0x0370, 0x03FF),
    ("ru", 0x0400, 0x04FF),
    ("he", 0x0590, 0x05FF),
    ("ar", 0x0600, 0x06FF),
    ("hi", 0x0900, 0x097F),
    ("th", 0x0E00, 0x0E7F),
    ("ja", 0x3040, 0x30FF),
    ("zh", 0x4E00, 0x9FFF),
    ("ko", 0xAC00, 0xD7AF),
)
"""Scripts as ranges of code points, with the language most texts in them are in."""

UKRAINIAN = frozenset("іїєґ")
"""Letters that Russian does not have."""
