"""The parts store: a ledger of what comes, goes and is counted, and what lies where and is worth how much by it.

A movement is a row that nobody changes, sealed as an event of the dealer's chain. What is on hand is a kept figure,
by place, batch and serial number, and worth by part; `check` compares it with the recount of the movements.

Its room is a capability of the workshop, above orders, catalogue and claims, and below what buys parts. Who brings
parts calls `usecases.receiving.receive` within a transaction of its own, and who hands them out
`usecases.issuing.issue`; `tables.stock` says what is there.
"""
