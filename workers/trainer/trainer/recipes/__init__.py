"""One file per recipe: configuration, data, model, step, evaluation and export."""
