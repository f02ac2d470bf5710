"""Frozen datasets, splits, preprocessing and augmentation."""
