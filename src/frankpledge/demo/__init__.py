"""The shipped example 'Medway 2020': simulated records whose totals are the published ones.

No record here is a real crime. The totals a published assessment states are kept; everything else is chosen,
and every choice is listed in `assumptions.ASSUMPTIONS`. What partners said in that assessment, the calls to Kent
Police among it, is theirs. The areas, their residents, the offence classes, Kent's counts of 2017/18 and its
outcomes and searches of summer 2019 are facts: they contain public sector information licensed under the Open
Government Licence v3.0 (Office for National Statistics; Home Office; data.police.uk).
"""
