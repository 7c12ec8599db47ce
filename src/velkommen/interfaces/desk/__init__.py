"""The desk screen: a whole working day without a mouse."""
