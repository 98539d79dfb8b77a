"""The pre-delivery inspection."""
