"""What people can be helped with: task groups, tasks, and the destinations a referral may name.

Owns: TaskGroup, Task, Destination. Stands on nothing. Never: knows where a task is offered (placement does).
"""
