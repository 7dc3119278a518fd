"""What every room stands on: who acts, what the policy allows, what is in scope, and the audit log."""
