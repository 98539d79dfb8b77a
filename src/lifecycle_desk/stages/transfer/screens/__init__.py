"""The screens of second-hand, each built when it is first opened."""
