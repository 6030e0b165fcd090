"""What builders other than those of web pages get."""
