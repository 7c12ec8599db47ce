"""What the models of cooperation, what they rest on, and the partners at a desk are called."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from velkommen.domain.cooperation import Axis, Model, PartnerKind

MODELS: Mapping[Model, Promise] = MappingProxyType(
    {
        Model.UNKNOWN: _("Not known"),
        Model.NONE: _("No cooperation"),
        Model.SMALL_START: _("Model 1: the small start"),
        Model.SAME_ROOF: _("Model 2: under the same roof"),
        Model.SELECTED_TASKS: _("Model 3: selected tasks"),
        Model.ONE_ENTRANCE: _("Model 4: one entrance to the public sector"),
    }
)
AXES: Mapping[Axis, Promise] = MappingProxyType(
    {
        Axis.NOT_RECORDED: _("nothing has been recorded yet"),
        Axis.NOTHING_SHARED: _("nothing is shared"),
        Axis.SHARED_IT_OR_TEACHING: _("IT or short courses are shared"),
        Axis.PREMISES_SHARED: _("the premises are shared, and each unit does its own tasks"),
        Axis.TASKS_TAKEN_OVER: _("a unit does tasks of another"),
        Axis.DESK_SHARED: _("one desk is shared"),
        Axis.PARTNERS: _("others stand at the desk besides library and citizen service"),
    }
)
PARTNERS: Mapping[PartnerKind, Promise] = MappingProxyType(
    {
        PartnerKind.HEALTH_CENTRE: _("health centre"),
        PartnerKind.HEALTH_VISITOR: _("health visitor"),
        PartnerKind.POLICE: _("local police"),
        PartnerKind.SSP: _("school, social services and police (SSP)"),
        PartnerKind.JOB_SERVICE: _("job service"),
        PartnerKind.TOURIST_OFFICE: _("tourist office"),
        PartnerKind.DAY_CARE: _("day care"),
        PartnerKind.FAMILY_TREATMENT: _("family treatment"),
        PartnerKind.PPR: _("educational psychology (PPR)"),
        PartnerKind.PENSION_TEAM: _("pension team"),
        PartnerKind.MEETING_PLACE: _("meeting place"),
        PartnerKind.INTERNATIONAL: _("international citizen service"),
        PartnerKind.INFORMATION_CENTRE: _("information centre"),
        PartnerKind.TRADE_ASSOCIATION: _("trade association"),
        PartnerKind.OTHER: _("others"),
    }
)
#: Each of the four models in a line (the report of 2010, p. 9-19).
IN_A_LINE: Mapping[Model, Promise] = MappingProxyType(
    {
        Model.SMALL_START: _("IT that citizens do not see, or short courses, are shared. Each has its own desk."),
        Model.SAME_ROOF: _("Library and citizen service share the premises, and each does its own tasks."),
        Model.SELECTED_TASKS: _("The library does some of the tasks of citizen service."),
        Model.ONE_ENTRANCE: _("One desk for everything, with partners too."),
    }
)
