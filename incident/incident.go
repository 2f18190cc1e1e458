// Package incident brings reports of one happening together.
//
// An event is what one sentence of one outlet says. [NewReport] keeps of it what
// merging needs; [Report.Blocks] are the keys under which it is filed, so that
// what may belong to it is found without reading the archive; [Linked] says which
// two are worth considering together; [Cluster] divides a connected set of linked
// reports into happenings; [Summarize] tells one of them, with who depends on whom
// and where the reports differ.
//
// All of it is a function of the reports and nothing else: neither of the order in
// which they come nor of what else there is. Hence words are weighed by a fixed
// table (see data/README.md) and not by how often the archive has them. Nothing
// here keeps state after the tables are loaded; all may be used by several
// goroutines at once.
package incident

import "math"

// Window is how many days may lie between the days under which two reports of one
// happening are filed.
const Window = 7

// NoDay is the day of a report of which nothing tells the day. Such reports are
// linked with each other only.
const NoDay = math.MinInt32
