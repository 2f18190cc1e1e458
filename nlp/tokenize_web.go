package nlp

import "strings"

// webEnd returns the length of the web address, e-mail address, handle or file
// name at the start of chunk, without the punctuation after it; 0 for none.
func webEnd(chunk string) int {
	switch {
	case chunk[0] == '@':
		if j := tagEnd(chunk, 1, len(chunk)); j > 1 {
			return j
		}
		return 0
	case hasScheme(chunk):
		return trimWeb(chunk, closing(chunk))
	}
	if !isAlnumASCII(chunk[0]) {
		return 0
	}
	// Letters, digits and the marks of host, file and mailbox names.
	j, at, dot := 0, -1, -1
	for j < len(chunk) {
		c := chunk[j]
		if c == '@' && at < 0 {
			at = j
		} else if c == '.' {
			dot = j
		} else if !isAlnumASCII(c) && c != '-' && c != '_' && c != '+' && c != '%' {
			break
		}
		j++
	}
	if at > 0 && at+2 < j {
		return trimWeb(chunk, j)
	}
	if dot <= 0 || at >= 0 {
		return 0
	}
	return hostEnd(chunk, j)
}

// hasScheme reports whether chunk starts with "http://", "www." or the like.
func hasScheme(chunk string) bool {
	if len(chunk) > 4 && strings.EqualFold(chunk[:4], "www.") && isAlnumASCII(chunk[4]) {
		return true
	}
	if len(chunk) > 7 && strings.EqualFold(chunk[:7], "mailto:") {
		return true
	}
	i := 0
	for i < len(chunk) && i < 10 && isLetterASCII(chunk[i]) {
		i++
	}
	return i > 1 && i+3 < len(chunk) && chunk[i:i+3] == "://"
}

// closing returns the end of the address at the start of chunk: before a
// quotation mark, an angle bracket, or a bracket that closes one outside.
func closing(chunk string) int {
	depth := 0
	for i, r := range chunk {
		switch r {
		case '"', '<', '>', '“', '”', '»', '«', '`':
			return i
		case '(', '[':
			depth++
		case ')', ']':
			depth--
			if depth < 0 {
				return i
			}
		}
	}
	return len(chunk)
}

// trimWeb takes sentence punctuation off the end of the address chunk[:j].
func trimWeb(chunk string, j int) int {
	for j > 0 {
		switch chunk[j-1] {
		case '.', ',', ';', ':', '!', '?', '\'':
			j--
			continue
		}
		if strings.HasSuffix(chunk[:j], "’") || strings.HasSuffix(chunk[:j], "…") {
			j -= 3
			continue
		}
		break
	}
	if j > 2 && (strings.HasSuffix(chunk[:j], "'s")) {
		j -= 2
	}
	return j
}

// hostEnd returns the end of the bare host or file name in chunk[:j]
// ("whitehouse.gov", "notes.doc"), with the path after it, or 0.
func hostEnd(chunk string, j int) int {
	name := chunk[:trimWeb(chunk, j)]
	dot := strings.LastIndexByte(name, '.')
	if dot <= 0 {
		return 0
	}
	var b foldBuf
	low, ok := b.fold(name[dot+1:])
	if !ok || !isSuffix(string(low)) {
		return 0
	}
	if len(name) < len(chunk) && chunk[len(name)] == '/' {
		return trimWeb(chunk, closing(chunk))
	}
	return len(name)
}

// isSuffix reports whether s ends host or file names. The list is short on
// purpose: "end.In" with its missing space must not look like a host.
func isSuffix(s string) bool {
	switch s {
	case "com", "org", "net", "gov", "edu", "mil", "info", "uk", "ru", "pk", "af", "cn", "eu", "fr", "de", "ca", "ir", "tv",
		"doc", "docx", "xls", "xlsx", "pdf", "txt", "html", "htm", "jpg", "png", "gif", "zip", "exe", "mp3", "mp4", "url", "csv":
		return true
	}
	return false
}
