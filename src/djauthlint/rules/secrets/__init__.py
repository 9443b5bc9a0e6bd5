"""Rules about secrets and hardening."""
