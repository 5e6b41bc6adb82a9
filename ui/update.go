package ui

import (
	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"broadsheet/feeds"
	"broadsheet/ui/style"
)

// Update takes one message: size and colour, answers, then keys and mouse.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m.same = m.fresh && m.changesNothing(msg)
	m.fresh = m.same
	cmd := m.take(msg)
	m.settleMarks()
	m.arrange()
	cmd = batch(cmd, m.goOnMacro(), m.settle())
	m.keepLetters()
	return m, cmd
}

func (m *Model) take(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.w, m.h = msg.Width, msg.Height
		m.endLetters()
	case tea.BackgroundColorMsg:
		if msg.Color != nil { // an answer that was none
			m.term.Background, m.term.Dark = msg.Color, style.IsDark(msg.Color)
			m.restyle()
		}
	case tea.ModeReportMsg:
		if msg.Mode == ansi.ModeUnicodeCore {
			// As Bubble Tea decides, which draws what is set here.
			m.wc = msg.Value != ansi.ModeReset && msg.Value != ansi.ModeSet && msg.Value != ansi.ModePermanentlySet
			m.restyle()
		}
	case tea.ColorProfileMsg:
		m.term.Depth = depthOf(msg.Profile)
		m.restyle()
	case uv.DarkColorSchemeEvent, uv.LightColorSchemeEvent:
		return tea.RequestBackgroundColor // which says what is shown, not what is wished
	case tea.ResumeMsg:
		if m.opts.Plain {
			return nil
		}
		return batch(tellTheme, tea.RequestBackgroundColor, m.dropPictures()) // they are sent again
	case tea.KeyPressMsg:
		m.touched, m.heads.filling = true, false
		return m.key(msg)
	case tea.PasteMsg:
		m.endLetters()
		return m.paste(msg.Content)
	case tea.MouseClickMsg:
		m.touched, m.heads.filling = true, false
		m.endLetters()
		m.ask = nil
		return m.click(tea.Mouse(msg))
	case tea.MouseMotionMsg:
		m.dragTo(msg.X)
		m.selectTo(msg.X, msg.Y)
	case tea.MouseReleaseMsg:
		m.drag = nil
		if r := m.reader; r != nil {
			r.pressed, r.dragging = nil, false
		}
	case tea.MouseWheelMsg:
		m.touched, m.heads.filling = true, false
		m.endLetters()
		return m.wheel(tea.Mouse(msg))
	default:
		if cmd, ok := m.heardTerminal(msg); ok {
			return cmd
		}
		return m.answer(msg)
	}
	return nil
}

// answer takes what commands and ticks bring.
func (m *Model) answer(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case sectionsMsg:
		m.tookSections(msg)
	case windowMsg:
		return m.tookWindow(msg)
	case shelfMsg:
		return m.tookShelf(msg)
	case shelfRowsMsg:
		return m.tookShelfRows(msg)
	case wordsMsg:
		m.tookWords(msg)
	case mutingMsg:
		return m.tookMuting(msg)
	case hiderMsg:
		m.tookHider(msg)
	case trialMsg:
		m.tookTrial(msg)
	case trialDue:
		return m.trialRests(msg)
	case rulesMsg:
		return m.tookRules(msg)
	case previewMsg:
		m.tookPreview(msg)
	case queueMsg:
		m.tookQueue(msg)
	case queueTurnedMsg:
		return m.queueTurned(msg)
	case linksCheckedMsg:
		return m.linksChecked(msg)
	case exportCountMsg:
		m.tookExportCount(msg)
	case exportTickMsg:
		return m.exportGoesOn(msg.by)
	case pathDueMsg:
		return m.pathDue(msg)
	case pathSeenMsg:
		return m.tookPathSeen(msg)
	case linksMsg:
		return m.tookLinks(msg)
	case filterMsg:
		return m.filterDue(msg)
	case pageMsg:
		return m.tookPage(msg)
	case comparedMsg:
		m.tookCompared(msg)
	case frontMsg:
		return m.tookFront(msg)
	case frontSaidMsg:
		m.tookFrontSaid(msg)
	case frontCountMsg:
		m.tookFrontCount(msg)
	case storyMsg:
		return m.tookStory(msg)
	case relatedMsg:
		m.tookRelated(msg)
	case fullMsg:
		return m.tookFull(msg)
	case feedTextMsg:
		return m.tookFeedText(msg)
	case readyMsg:
		m.tookReady(msg)
	case pictureMsg:
		return m.tookPicture(msg)
	case pictureSentMsg:
		return m.pictureSent(msg)
	case restMsg:
		return m.rested(msg.id)
	case placeMsg:
		m.placeDue(msg)
	case summaryMsg:
		msg.by.took(msg)
	case assistMsg:
		return m.tookAssist(msg)
	case articleMsg:
		if msg.err != nil {
			return m.fail("", msg.err)
		}
		return msg.do(m, msg.article)
	case linkKeptMsg:
		return m.tookLinkKept(msg)
	case savedMsg:
		return m.tookSaved(msg)
	case pipedMsg:
		return m.tookPiped(msg)
	case commentsMsg:
		return m.tookComments(msg)
	case talkMsg:
		m.tookTalk(msg)
	case keptMsg:
		return m.tookKept(msg)
	case changeMsg:
		return m.tookChange(msg)
	case addedMsg:
		return m.tookAdded(msg)
	case healthMsg:
		m.tookHealth(msg)
	case retriedMsg:
		return m.tookRetried(msg)
	case exportedMsg:
		return m.tookExported(msg)
	case reloadedMsg:
		return m.tookReload(msg)
	case targetsMsg:
		return m.tookTargets(msg)
	case sharedMsg:
		return m.tookShared(msg)
	case draftedMsg:
		return m.tookDrafted(msg)
	case openedMsg:
		if msg.err != nil {
			return m.fail("the browser did not open: ", msg.err)
		}
	case begunMsg:
		return m.tookBegun(msg)
	case eventMsg:
		return m.tookEvent(msg.event)
	case minuteMsg:
		return batch(m.leaveList(), m.keepMeasure(), m.minute())
	case soonMsg:
		return msg.do(m)
	case toastMsg:
		if msg.gen == m.toast.gen {
			m.toast.text = ""
		}
	case leaderMsg:
		m.leader.shown = m.leader.keys != "" && msg.gen == m.leader.gen
	case bookmarkMsg:
		return m.tookBookmark(msg)
	case highlightsMsg:
		m.tookHighlights(msg)
	case keepingWordsMsg:
		return m.tookKeepingWords(msg)
	case settingMsg:
		return m.tookSetting(msg)
	case suggestDueMsg:
		return m.suggestDue(msg)
	case suggestMsg:
		return m.tookSuggestions(msg)
	case verbSlowMsg:
		m.verbSlow(msg.run)
	case verbSaidMsg:
		return m.verbSaid(msg.run)
	case verbEndedMsg:
		return m.verbEnded(msg)
	case rememberedMsg:
		if msg.err != nil {
			return m.fail("the command was not remembered: ", msg.err)
		}
	case measureMsg:
		m.tookMeasure(msg)
	case orderMsg:
		return m.tookOrder(msg)
	case orderKeptMsg:
		return m.keptOrder(msg)
	case countMsg:
		m.tookCount(msg)
	case excerptsMsg:
		m.tookExcerpts(msg)
	case searchMsg:
		return m.searchDue(msg)
	}
	return nil
}

// tookEvent follows the library, and listens for what comes next.
func (m *Model) tookEvent(e feeds.Event) tea.Cmd {
	if e == nil {
		return nil
	}
	next := m.listen()
	switch e := e.(type) {
	case feeds.ReloadStarted:
		m.reload = progress{running: e.Total > 0, total: e.Total}
	case feeds.ReloadProgress:
		more := e.New > 0
		m.reload = progress{running: e.Done < e.Total, done: e.Done, total: e.Total, failed: e.Failed}
		if more {
			return batch(next, m.refresh())
		}
	case feeds.ReloadFinished:
		m.reload, m.heads.filled = progress{}, true
		return batch(next, m.refresh())
	case feeds.FullTextReady:
		delete(m.heads.excerpts.said, e.Article)
		return batch(next, m.fullReady(e.Article))
	case feeds.LinksProgress:
		return batch(next, m.linksMoved(e))
	case feeds.QueueChanged:
		return batch(next, m.queueMoved())
	case feeds.RelatedReady:
		m.near.stale()
	case feeds.MarkChanged:
		return batch(next, m.rereadSoon())
	case feeds.ArticlesChanged, feeds.FeedsChanged:
		return batch(next, m.refresh())
	case feeds.SettingsProblem:
		m.problem = feeds.CleanLine(e.Text)
		m.note(toastFailed, m.problem)
	case feeds.MovedIn:
		return batch(next, m.movedIn(e))
	case feeds.HookFailed:
		return batch(next, m.tell(toastFailed, e.Hook+": "+e.Text))
	case feeds.RuleNotified:
		return batch(next, m.notify(e))
	case feeds.SettingsChanged:
		m.problem = ""
		return batch(next, m.apply(e.Settings), m.done("settings read again"))
	case feeds.CopyFailed:
		return batch(next, m.tell(toastFailed, feeds.CleanLine(e.Text)))
	case feeds.MirrorFailed:
		return batch(next, m.tell(toastFailed, feeds.CleanLine(e.Text)))
	case feeds.SendFailed:
		return batch(next, m.tell(toastFailed, feeds.CleanLine("not sent to "+e.Service+", it waits in :queue: "+e.Text)))
	}
	return next
}

// refresh reads again what is shown. What may have been corrected meanwhile is
// forgotten, what is on screen stays until its successor is here.
func (m *Model) refresh() tea.Cmd {
	m.pages.forget()
	m.near.stale()
	return m.rereadSoon()
}

// reread reads rows and counts again, after a change of the reader's own.
func (m *Model) reread() tea.Cmd {
	cmds := []tea.Cmd{m.loadSections(), m.readHider()}
	if m.health.open {
		cmds = append(cmds, m.loadHealth())
	} else {
		cmds = append(cmds, m.queueMoved())
	}
	if m.atFront() {
		cmds = append(cmds, m.loadFront())
	} else if m.heads.view.Kind == feeds.ViewBookmarks {
		cmds = append(cmds, m.loadShelf())
	} else {
		cmds = append(cmds, m.loadWindow(windowRefresh))
	}
	return batch(cmds...)
}

// settle asks for what the screen lacks. It runs after every message, so that
// no verb needs to think of it.
func (m *Model) settle() tea.Cmd {
	if m.back == nil || m.lay.Class == tooSmall {
		return nil
	}
	return batch(m.settleSections(), m.settleWindow(), m.settleExcerpts(), m.settleArticle(), m.settleRelated(), m.settleReader(), m.settleTalk(), m.settlePlaces(), m.settleRest(), m.settlePictures())
}
