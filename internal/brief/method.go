package brief

// paragraph is one of the paragraphs on method.
type paragraph struct{ Head, Text string }

// method tells what readers have to know to judge a brief.
var method = []paragraph{
	{"Read by a program.", "Who did what to whom, when and where is read from news reports in English by a program. Nobody need have checked it. Where a person has, their correction is what is told."},
	{"Reports, not truth.", "What no report tells is not here, and what reports tell may be wrong. An act that only an adversary vouches for is called alleged and drawn hollow; denials and readings that differ stand beside each other."},
	{"Confidence.", "High means that of ten such readings about eight or more are right, medium five to eight, low fewer. It says how well the sentence was read, not whether the sentence is true."},
	{"Independent sources.", "Copies of one story, and outlets that only cite another, count as one. The number for a whole dialogue is an upper bound: sources of different moves may depend on each other in ways that no text shows."},
	{"Days.", "A move stands at the day that its report tells; where none does, at the day of the first report."},
	{"States.", "The state of a dialogue follows from its moves by fixed rules. Each change names the move behind it and those that speak against it. A breach that is only alleged does not change the state."},
	{"Answers.", "An ask is open until a later move answers it. An answer that was not reported, or not in English, leaves it open here."},
	{"Up and down.", "Violence is called up or down when two counts differ by more than chance would often make them; otherwise about the same. Counts of reported attacks grow with attention as well as with violence."},
	{"Scores.", "Each sort of act has a score from −10, violence, to +10. The standard behind them, PLOVER, counts every request as conflict in words, a call for a ceasefire too. Sums grow with the number of reports: compare weeks without gaps and without new outlets."},
	{"Places.", "A dot is a place or a town, a ring means somewhere in that district or province. What is known by country only is listed beside the map."},
	{"Quotations.", "Sentences are shortened to 300 characters. Names of groups in quotations are those of the outlet."},
}
