"""What to do about a finding of an audit in one line, without settings and methods; it judges nothing."""

from __future__ import annotations

from typing import Final

from csscore.sentences import sentences

say = sentences(__file__)

TODO: Final = {
    "weight-unused": say("give_it_a_rule_that_tells"),
    "weight-against": say("say_so_openly_to_make"),
    "weight-less": say("to_make_it_count_see_suggest"),
    "weight-more": say("to_hold_it_to_its_weight"),
    "weights-uneven": say("if_both_are_to_matter_alike"),
    "points-top": say("move_its_bounds_to_where_people"),
    "points-bottom": say("move_its_bounds_to_where_people_2"),
    "cliff": say("check_the_figures_beside_lines"),
    "price-nothing": say("make_the_steps_finer"),
    "luck-untold": say("add_how_many_contacts_each_rests"),
    "luck-few": say("set_a_least_number_of_contacts"),
    "luck-first": say("give_the_first_no_prize_apart"),
    "luck-order": say("put_people_who_cant_be_told"),
    "luck-share": say("rank_several_months_together_pay"),
    "luck-unknown": say("to_tell_it_give_the_sd"),
    "flips-first": say("settle_the_weights_before"),
    "flips-close": say("let_little_pay_lie_between_these"),
    "noise-first": say("settle_the_weights_before_2"),
    "noise-places": say("give_reasons_for_the_weights"),
    "season-moves": say("score_against_the_cohort_instead"),
    "absence-reorders": say("check_those_figures_before_paying"),
    "metric-idle": say("make_it_count_by_its_rule"),
    "groups-differ": say("see_whether_people_or_conditions"),
    "groups-reversal": say("mix_of_work_differs_not"),
    "cost-varies": say("share_among_the_tied"),
    "cost-endless": say("set_that_aside_or_write"),
    "cohort-small": say("pay_so_few_by_written_standards"),
    "duty-bought-off": say("where_that_must_not_be_make"),
    "sobol-most": say("settle_that_first_and_say_why"),
}
"""What to do in one line, by the kind of finding; the advice of a finding says it with its settings."""
