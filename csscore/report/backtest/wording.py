"""The sentences and heads of a `Backtest` in both languages."""

from __future__ import annotations

from csscore.sentences import sentences

say = sentences(__file__)

TITLE = say("title")
SAME = say("same")
WOULD = say("would")
PERIOD, AGENTS = say("period"), say("agents")
BEFORE, AFTER, CHANGE = say("before"), say("after"), say("change")
GAINING, LOSING, MOVING = say("gain"), say("lose"), say("change_place")
BUDGET, IN_ALL = say("budget"), say("in_all")
BEYOND = say("beyond")
WOULD_SAY = say("would_say")
GAINS = say("gains")
LOSES = say("loses")
TOGETHER = say("together")
WHO = say("who")
AGENT, MONTHS, MOVES = say("agent"), say("periods"), say("places_2")
NOBODY = say("nobody")
REST = say("rest")
OF = say("of")
PLACES = say("places")
