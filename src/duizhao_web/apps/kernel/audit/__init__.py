"""The audit log: what was done, by whom, in a chain that shows any change made to it afterwards."""
