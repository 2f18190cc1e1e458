package exchange

import "strings"

// set makes a set of words.
func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

// dangerous are kinds of places whose exact position can endanger those who are there.
var dangerous = set(`checkpoint checkpost roadblock outpost shelter clinic hospital home house residence camp base barracks
	garrison position trench hideout refuge compound bunker ambulance dispensary orphanage`)

// bodies are words that names of organisations hold, and names of people do not.
var bodies = set(`party army front movement ministry council union group committee university court force brigade battalion
	regiment division company corporation corp inc ltd bank police agency association organization organisation federation
	league congress assembly parliament government authority department office commission institute foundation club
	team school college hospital church mosque network alliance coalition militia guard command fund trust society
	centre center academy service news times post press radio television daily herald airline airport tribunal embassy
	jaish jamaat jamiat harakat hizb hezb lashkar ansar jabhat liwa tehreek tehrik cabinet senate district province
	state city village town region county republic kingdom camp caliphate emirate tribe commonwealth clan community gang cartel
	prison jail affairs ministery education assemblies assembly industry industries media personnel customs treasury
	intelligence secretariat parliamentary election labor labour health agriculture energy vanguard`)

// titles stand before names and are no part of them.
var titles = set(`mr mrs ms miss dr sir lord lady madam mullah maulana mawlawi sheikh shaikh imam ayatollah haji general colonel
	major captain lieutenant brigadier sergeant commander president minister governor mayor senator judge justice
	ambassador chief prince princess king queen professor father sister brother bishop pastor rabbi comrade`)

// common are words that are capitalised at the beginning of a phrase only.
var common = set(`the a an this that these those some several many most few all both each every other another no one two three
	four five six seven eight nine ten dozens hundreds thousands scores local at least more than about around nearly
	his her its their our my your he she it they we i you who former senior top young old armed unarmed angry
	unknown unidentified masked suspected alleged
	foreign domestic main opposition reserve personnel special people associated govt legislative official secret agent high
	ranking head member representative person related operator owner middle north south east west northern southern eastern
	western central africa african asia asian europe european america americas latin arab arabian caribbean territory occupied
	national federal regional local international muslim christian islamic hindu buddhist jewish catholic orthodox
	sunni shia shiite democratic republican socialist communist liberal conservative royal public state-owned
	monday tuesday wednesday thursday friday saturday sunday`)

// relatives are people told of by whom they are related to.
var relatives = set(`brother sister son daughter wife husband father mother widow cousin relative family nephew niece uncle
	aunt child supporter follower aide bodyguard driver friend neighbour neighbor lawyer colleague body murder death killing arrest`)

// particles stand between the parts of a name.
var particles = set(`bin ibn bint binti ben al el ul ud e de da do dos das di du del della la le van von der den ter abu umm ould wuld y`)
