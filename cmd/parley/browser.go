package main

import (
	"os"
	"os/exec"
	"runtime"
)

// openInBrowser shows a file in the browser where there is one. It does not wait, and
// that it cannot is no error: the file's name has been told.
func openInBrowser(file string) {
	argv := browserCommand(runtime.GOOS, file, os.Getenv)
	if argv == nil {
		return
	}
	cmd := exec.Command(argv[0], argv[1:]...) // no context: the browser outlives the program
	if cmd.Start() == nil {
		_ = cmd.Process.Release() // nobody waits for it
	}
}

// browserCommand is the command that shows a file in the browser of a platform; nil
// where there is no screen to show it on.
func browserCommand(goos, file string, getenv func(string) string) []string {
	switch goos {
	case "windows":
		return []string{"rundll32", "url.dll,FileProtocolHandler", file}
	case "darwin":
		return []string{"open", file}
	}
	if getenv("DISPLAY") == "" && getenv("WAYLAND_DISPLAY") == "" {
		return nil
	}
	return []string{"xdg-open", file}
}
