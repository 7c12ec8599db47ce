"""The atlas in words: what can be wrong with an indicator file and what to do, what indicators mean, who is like whom."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from velkommen.domain.indicators.document import Indicator, Method, Unit
from velkommen.domain.indicators.likeness import Density, Size
from velkommen.domain.insight.registry import Key
from velkommen.domain.refusals import Code
from velkommen.shared.wording_measures import MEASURES, Words

ATLAS_SENTENCES: Mapping[Code, Promise] = MappingProxyType(
    {
        Code.INDICATORS_KNOWN: _("This very file was read already. Nothing was changed."),
        Code.INDICATORS_OLDER: _(
            "A newer file of %(municipality)s for these days was read already. Ask for the newest one."
        ),
        Code.INDICATORS_WITHDRAWN: _("This file is no longer shown already. Nothing was changed."),
        Code.INDICATORS_TOO_LARGE: _(
            "An indicator file has at most %(most)s kB. This is something else: ask for the indicator file."
        ),
        Code.INDICATORS_PACKED: _("This file is packed. Unpack it, and send the indicator file in it."),
        Code.INDICATORS_NOT_JSON: _(
            "This file cannot be read: it is no JSON, or was cut off on the way. Fetch it again."
        ),
        Code.INDICATORS_NO_NUMBER: _(
            "“%(text)s” in this file is no number that means the same everywhere. Ask the municipality for a new file."
        ),
        Code.INDICATORS_OTHER_FILE: _(
            "This is no indicator file. Choose one that “velkommen export indicators” has written."
        ),
        Code.INDICATORS_NEWER: _(
            "This file has schema %(schema)s, and this house reads up to %(ours)s. Update the house, then read it again."
        ),
        Code.INDICATORS_UNSIGNED: _("This file is not signed. Ask the municipality for one that is."),
        Code.INDICATORS_BAD_SIGNATURE: _(
            "The signature does not fit: somebody changed the file after it was signed. Fetch it again from the municipality itself."
        ),
        Code.INDICATORS_SHAPE: _(
            "“%(where)s” in this file is missing or not what it should be. Ask the municipality for a new file."
        ),
        Code.INDICATORS_DO_NOT_ADD_UP: _(
            "“%(where)s” in this file does not add up. Ask the municipality to look at it and to send a new file."
        ),
        Code.INDICATORS_AHEAD: _("This file tells of days that had not been when it was made. Ask for a new one."),
        Code.INDICATORS_MADE_AHEAD: _(
            "This file says that it was made on %(on)s, which has not been yet. Ask the municipality to look at its clock, and for a "
            "new file."
        ),
        Code.INDICATORS_OTHER_KEY: _(
            "This file is signed with another key than %(municipality)s used before. Call them. If they have a new key, have them read out "
            "its fingerprint, and read the file again together with it. The known one is %(known)s."
        ),
        Code.INDICATORS_NOBODYS: _("No municipality has the code %(digits)s. Ask whoever sent the file."),
        Code.INDICATORS_INVENTED: _(
            "The municipality of this file is invented. Such files are read by an invented municipality alone."
        ),
        Code.INDICATORS_OTHER_NAME: _(
            "The code %(digits)s belongs to %(municipality)s, and the file names another. Ask whoever sent the file."
        ),
        Code.INDICATORS_NOT_OVER: _("Only days that are over can be published. Choose a last day before today."),
        Code.INDICATORS_TOO_LONG: _("At most %(most)s years at a time. Choose fewer days."),
        Code.INDICATORS_NOTHING_COUNTED: _(
            "So little was counted in these days that nothing can be published. Choose other days."
        ),
        Code.UNKNOWN_INDICATORS: _("There is no such indicator file here. Look at the list again."),
    }
)
#: Indicators that are measures of the house, in its words; the others have their own below.
_MEASURED: Mapping[str, Key] = MappingProxyType(
    {
        Indicator.LIBRARY_SHARE: Key.LIBRARY_SHARE,
        Indicator.SOLVED: Key.SOLVED,
        Indicator.REFERRED: Key.REFERRED,
        Indicator.OTHER: Key.OTHER,
        Indicator.OUTSIDE: Key.OUTSIDE,
        Indicator.NO_SHOWS: Key.NO_SHOWS,
    }
)
_OWN: Mapping[str, Words] = MappingProxyType(
    {
        Indicator.PER_THOUSAND: Words(
            _("Enquiries for each 1,000 inhabitants in a year"),
            MEASURES[Key.PER_THOUSAND].means,
            _("1,000 × enquiries ÷ inhabitants × 365 ÷ days."),
            _("It is told as if the period were a year. People from other municipalities are among the enquiries."),
        ),
        Indicator.WAITING_HALF: Words(
            _("Half waited at most"),
            MEASURES[Key.WAITING].means,
            MEASURES[Key.WAITING].formula,
            MEASURES[Key.WAITING].caveat,
        ),
        Indicator.WAITING_MOST: Words(
            _("Nine of ten waited at most"),
            MEASURES[Key.WAITING].means,
            MEASURES[Key.WAITING].formula,
            MEASURES[Key.WAITING].caveat,
        ),
    }
)
#: Indicator -> its name, what it means, its formula, what it does not say.
INDICATORS: Mapping[str, Words] = MappingProxyType(
    {one: _OWN[one] if one in _OWN else MEASURES[_MEASURED[one]] for one in Indicator}
)
UNITS: Mapping[str, Promise] = MappingProxyType(
    {
        Unit.PER_CENT: _("per cent"),
        Unit.A_YEAR: _("for each 1,000 inhabitants in a year"),
        Unit.SECONDS: _("seconds"),
    }
)
METHODS: Mapping[str, Promise] = MappingProxyType(
    {
        Method.CONTINUOUS: _("counted every day at the desk"),
        Method.COUNTING_WEEKS: _("counted in counting weeks"),
        Method.MIXED: _("counted at the desk, and partly typed in from sheets"),
    }
)
SIZES: Mapping[str, Promise] = MappingProxyType(
    {
        Size.SMALL: _("under 30,000 inhabitants"),
        Size.MIDDLE: _("30,000 to 50,000 inhabitants"),
        Size.LARGE: _("50,000 to 75,000 inhabitants"),
        Size.CITY: _("75,000 inhabitants or more"),
    }
)
DENSITIES: Mapping[str, Promise] = MappingProxyType(
    {
        Density.RURAL: _("under 75 inhabitants per km²"),
        Density.MIXED: _("75 to 200 inhabitants per km²"),
        Density.SUBURBAN: _("200 to 1,000 inhabitants per km²"),
        Density.URBAN: _("1,000 inhabitants per km² or more"),
    }
)
