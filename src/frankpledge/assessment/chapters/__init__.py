"""The parts of the document: a module gathers a chapter's figures, the template beside it has the words."""
