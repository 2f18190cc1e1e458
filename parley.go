// Package parley holds the words of the domain: what a report, an event, a
// party, an incident and a dialogue are. It imports the standard library only
// and knows nothing of how any of them is found.
//
// A [Document] goes in. The reading packages (nlp, coder, and those beside
// them) turn it into [Event] records: one reported act each, with who did
// what to whom, according to whom, and the words that say so.
package parley
