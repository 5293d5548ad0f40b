"""What publishers ship: one module per format. Only `intake` imports these, and none imports another."""
