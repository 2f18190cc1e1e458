//go:build !amd64 || purego

package nlp

func kernelName() string { return "portable" }
