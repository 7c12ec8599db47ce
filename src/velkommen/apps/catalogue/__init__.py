"""What people can be helped with, on which day: task groups, tasks, and the destinations a referral may name.

Owns: TaskGroup, Task, Destination, and what changes of a task over time: TaskChange, Fee, Suspension, Season.
Stands on nothing. Never: knows where a task is offered (placement does).
"""
