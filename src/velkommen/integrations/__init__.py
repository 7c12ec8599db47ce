"""The pipes out: one like folder for each form the outside knows. They turn what the house knows into it and decide nothing."""
