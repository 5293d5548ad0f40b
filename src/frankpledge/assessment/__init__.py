"""Where it is written up: blocks, ledger, chapters, commentary, charts, guards and one writer per format."""
