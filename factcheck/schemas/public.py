"""What the public may ask for: feeds, cards and searches."""

from marshmallow import Schema, fields, validate

from factcheck.schemas.fields import PageQuery, Words
from factcheck.vocabulary import Status

_MOST_OFFSET = 10_000
_LARGEST = 2**31 - 1


class FeedQuery(PageQuery):
    """What a feed is narrowed to."""

    desk = Words(64, load_default=None, metadata={"description": "The desk's short name."})
    status = fields.List(fields.Enum(Status, by_value=True), load_default=list)
    topic = Words(60, load_default=None)
    speaker = Words(300, load_default=None)
    article = Words(2000, load_default=None)
    publisher = Words(300, load_default=None)
    language = Words(35, load_default=None)


class OEmbedQuery(Schema):
    """What a page that shows a card asks for (oembed.com, section 2.2)."""

    url = Words(2000, required=True)
    format = Words(100, load_default="json")
    maxwidth = fields.Integer(load_default=None, validate=validate.Range(min=1))
    maxheight = fields.Integer(load_default=None, validate=validate.Range(min=1))


class ClaimSearchQuery(Schema):
    """The parameters of Google's Fact Check Tools API, by its names."""

    query = Words(5000, load_default="")
    language = Words(35, data_key="languageCode", load_default="")
    site = Words(2000, data_key="reviewPublisherSiteFilter", load_default="")
    days = fields.Integer(
        data_key="maxAgeDays", load_default=0, validate=validate.Range(min=0, max=_LARGEST)
    )
    size = fields.Integer(
        data_key="pageSize", load_default=0, validate=validate.Range(min=0, max=_LARGEST)
    )
    token = Words(2000, data_key="pageToken", load_default="")
    offset = fields.Integer(load_default=0, validate=validate.Range(min=0, max=_MOST_OFFSET))
