package article

import (
	"strings"
	"sync"
)

// grammar is what is known of a language: enough for colours that help, and
// no more.
type grammar struct {
	line     []string // begin a comment up to the end of the line
	open     string   // begins a comment of several lines
	shut     string
	quotes   string // characters that begin and end a string
	long     string // of these, the ones whose strings run over lines
	triple   bool   // three of one quote begin a string over lines
	anyCase  bool
	markup   bool   // tags in angle brackets
	keys     string // data: what ends the name at the start of a line
	sigils   string // begin words as letters do: @ of annotations, $ of variables
	inWords  string // stand within words
	keywords map[string]bool
}

// words is not inlined: each grammar would hold a copy.
//
//go:noinline
func words(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

func cLike(keywords string) *grammar {
	return &grammar{line: []string{"//"}, open: "/*", shut: "*/", quotes: "\"'", keywords: words(keywords)}
}

const common = "break case catch class const continue default do else enum false finally for if import new null private protected public return static super switch this throw true try var void while "

// grammars are found by the language's name or ending. They are made when there
// is a program to colour.
var grammars = sync.OnceValue(func() map[string]*grammar {
	js := cLike(common + "as async await delete export extends from function get implements in instanceof interface let of readonly set type typeof undefined with yield")
	js.quotes, js.long = "\"'`", "`"
	golang := cLike("break case chan const continue default defer else fallthrough false for func go goto if import interface iota map nil package range return select struct switch true type var any bool byte error int string")
	golang.quotes, golang.long = "\"'`", "`"
	rust := cLike("as async await break const continue crate dyn else enum extern false fn for if impl in let loop match mod move mut pub ref return self Self static struct super trait true type unsafe use where while")
	rust.quotes = "\""
	php := cLike(common + "abstract array as echo elseif extends fn foreach function global implements include interface namespace require trait use")
	php.line = []string{"//", "#"}
	css := &grammar{open: "/*", shut: "*/", quotes: "\"'", sigils: "@", inWords: "-", keys: ":", keywords: words("@media @import @font-face @keyframes @supports @charset @page @layer @container @use @include @mixin @extend @if @else @each @for important")}
	c := cLike(common + "auto bool char constexpr delete double explicit extern float inline int long namespace nullptr operator short signed sizeof struct template typedef typename union unsigned using virtual volatile")
	c.line = append(c.line, "#include", "#define", "#ifdef", "#ifndef", "#endif", "#pragma")
	java := cLike(common + "abstract boolean byte char double extends final float implements instanceof int interface long package record short synchronized throws")
	swift := cLike(common + "as defer extension fileprivate fun func guard in init inline internal is let nil object open operator override protocol return self Self struct suspend typealias val when where")
	cs := cLike(common + "abstract as async await base bool byte char decimal double event explicit float foreach get in int interface internal is long namespace object out override params readonly record ref sealed set string struct using virtual")
	python := &grammar{line: []string{"#"}, quotes: "\"'", triple: true, keywords: words("and as assert async await break class continue def del elif else except False finally for from global if import in is lambda None nonlocal not or pass raise return self True try while with yield")}
	ruby := &grammar{line: []string{"#"}, quotes: "\"'", keywords: words("alias and begin break case class def do else elsif end ensure false for if in module next nil not or redo rescue retry return self super then true undef unless until when while yield")}
	shell := &grammar{line: []string{"#"}, quotes: "\"'", long: "\"'", keywords: words("case do done elif else esac export fi for function if in local return then until while echo cd set source")}
	sql := &grammar{line: []string{"--"}, open: "/*", shut: "*/", quotes: "'\"", anyCase: true, keywords: words("add alter and as asc begin between by case commit create delete desc distinct drop else end exists from full group having if in index inner insert into is join key left like limit not null offset on or order outer primary references right rollback select set table then union unique update values view when where with")}
	lua := &grammar{line: []string{"--"}, open: "--[[", shut: "]]", quotes: "\"'", keywords: words("and break do else elseif end false for function goto if in local nil not or repeat return then true until while")}
	yaml := &grammar{line: []string{"#"}, quotes: "\"'", keys: ":", keywords: words("true false null yes no on off")}
	toml := &grammar{line: []string{"#", ";"}, quotes: "\"'", triple: true, keys: "=", keywords: words("true false")}
	json := &grammar{line: []string{"//"}, quotes: "\"", keys: ":", keywords: words("true false null")}
	html := &grammar{open: "<!--", shut: "-->", quotes: "\"'", markup: true, inWords: "-:", keywords: words("")}
	perl := &grammar{line: []string{"#"}, quotes: "\"'", sigils: "$@%", keywords: words("and cmp die do else elsif eq for foreach if last local my ne next no not or our package print push qw redo require return say shift sub unless until use while")}
	r := &grammar{line: []string{"#"}, quotes: "\"'", inWords: ".", keywords: words("break else FALSE for function if in Inf library NA NaN next NULL repeat return TRUE while")}
	elixir := &grammar{line: []string{"#"}, quotes: "\"'", triple: true, sigils: "@", inWords: "?!", keywords: words("after alias and case catch cond def defimpl defmacro defmodule defp defprotocol defstruct do else end false fn for if import in nil not or quote raise receive require rescue true try unless unquote use when with")}
	haskell := &grammar{line: []string{"--"}, open: "{-", shut: "-}", quotes: "\"", inWords: "'", keywords: words("case class data default deriving do else family forall foreign if import in infix infixl infixr instance let module newtype of qualified then type where")}
	ocaml := &grammar{open: "(*", shut: "*)", quotes: "\"", inWords: "'", keywords: words("and as begin class constraint do done downto else end exception external false for fun function functor if in include inherit lazy let match method module mutable new object of open or private rec sig struct then to true try type val virtual when while with")}
	lisp := &grammar{line: []string{";"}, open: "#|", shut: "|#", quotes: "\"", inWords: "-?!*>", keywords: words("and case cond def defmacro defmethod defn defun define defvar do else fn if lambda let letfn loop nil not or progn quote recur require set setq t true false when unless")}
	zig := cLike("align and anytype asm async await break catch comptime const continue defer else enum errdefer error export extern false fn for if inline noalias null or orelse packed pub return struct suspend switch test threadlocal true try undefined union unreachable usingnamespace var volatile while")
	dart := cLike(common + "abstract as assert async await dynamic export extends extension external factory final get implements import in interface is late library mixin on operator part required rethrow sealed set show sync typedef with yield")
	nix := &grammar{line: []string{"#"}, open: "/*", shut: "*/", quotes: "\"", inWords: "-'", keywords: words("assert builtins else false if import in inherit let null or rec then true with")}
	docker := &grammar{line: []string{"#"}, quotes: "\"'", keywords: words("FROM RUN CMD LABEL EXPOSE ENV ADD COPY ENTRYPOINT VOLUME USER WORKDIR ARG ONBUILD STOPSIGNAL HEALTHCHECK SHELL AS")}
	make := &grammar{line: []string{"#"}, quotes: "\"'", inWords: "-.", keywords: words("define else endef endif export ifdef ifeq ifndef ifneq include override unexport .PHONY")}
	powershell := &grammar{line: []string{"#"}, open: "<#", shut: "#>", quotes: "\"'", anyCase: true, inWords: "-", keywords: words("begin break catch class continue do else elseif end enum exit filter finally for foreach function if in param process return switch throw trap try until using while")}
	hcl := &grammar{line: []string{"#", "//"}, open: "/*", shut: "*/", quotes: "\"", keywords: words("data dynamic false for for_each if in locals module null output provider resource terraform true variable")}
	proto := cLike("enum extend extensions false import map message oneof option optional package public repeated required reserved returns rpc service stream syntax true bool bytes double fixed32 fixed64 float int32 int64 string uint32 uint64")
	graphql := &grammar{line: []string{"#"}, quotes: "\"", triple: true, sigils: "@$", keywords: words("directive enum extend false fragment implements input interface mutation null on query scalar schema subscription true type union")}
	julia := &grammar{line: []string{"#"}, open: "#=", shut: "=#", quotes: "\"", triple: true, sigils: "@", inWords: "!", keywords: words("abstract begin break catch const continue do else elseif end export false finally for function global if import in let local macro missing module mutable nothing quote return struct true try using where while")}
	erlang := &grammar{line: []string{"%"}, quotes: "\"'", keywords: words("after and andalso begin case catch cond div end export fun if import let module not of or orelse receive rem try when xor")}
	nim := &grammar{line: []string{"#"}, open: "#[", shut: "]#", quotes: "\"", triple: true, keywords: words("and as asm bind block break case cast concept const continue converter defer discard distinct div do elif else end enum except export finally for from func if import in include is isnot iterator let macro method mixin mod nil not notin object of or out proc ptr raise ref return shl shr static template true false try tuple type using var when while yield")}
	assembly := &grammar{line: []string{";", "#"}, open: "/*", shut: "*/", quotes: "\"'", inWords: ".", anyCase: true, keywords: words("add and call cmp dec div inc int jmp je jne jz jnz jg jl lea mov mul nop or pop push ret shl shr sub syscall test xor ldr str bl bx b section global extern db dw dd dq")}
	m := map[string]*grammar{}
	for names, g := range map[string]*grammar{
		"js javascript jsx mjs ts typescript tsx": js, "go golang": golang, "rust rs": rust, "php": php, "css scss less": css,
		"c h cpp c++ cc cxx hpp objc objective-c": c, "java groovy scala": java, "swift kotlin kt": swift, "cs csharp c#": cs, "python py python3": python,
		"ruby rb": ruby, "sh bash shell zsh console fish": shell, "sql mysql sqlite postgresql postgres plsql": sql, "lua": lua, "yaml yml": yaml, "toml ini conf cfg properties editorconfig": toml,
		"json jsonc json5 jsonl": json, "html xml svg xhtml vue svelte markup htm rss atom xsl": html, "perl pl": perl, "r": r, "elixir ex exs": elixir,
		"haskell hs purescript elm": haskell, "ocaml ml fsharp fs f# reason": ocaml, "lisp clojure clj cljs scheme racket elisp emacs-lisp common-lisp": lisp,
		"zig": zig, "dart": dart, "nix": nix, "docker dockerfile containerfile": docker, "make makefile mk": make, "powershell ps1 pwsh": powershell,
		"hcl terraform tf": hcl, "proto protobuf": proto, "graphql gql": graphql, "julia jl": julia, "erlang erl": erlang, "nim": nim, "asm nasm assembly armasm": assembly,
	} {
		for _, n := range strings.Fields(names) {
			m[n] = g
		}
	}
	return m
})
