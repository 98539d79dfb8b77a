"""The screens of estimates."""
