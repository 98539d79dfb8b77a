"""Rights: who may write in the diary, and who sets up what it is divided into."""

from lifecycle_desk.commands.rights import Right, Role

DIARY_EDIT = Right.of("service.diary.edit", Role.ADVISER, Role.SALES, Role.MANAGER)
DIARY_SETUP = Right.of("service.diary.setup", Role.MANAGER, Role.ADMINISTRATOR)
RIGHTS = (DIARY_EDIT, DIARY_SETUP)
