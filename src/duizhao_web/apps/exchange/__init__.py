"""What goes out as a file and comes in from one."""
