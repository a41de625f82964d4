#include "kiosk/app/stage.h"

namespace accanto::app {

Flow::Flow(const Stage& stage)
    : m_options(stage.options),
      m_settings(stage.options.loaded.settings),
      m_languages(stage.languages),
      m_words(stage.words),
      m_clock(stage.clock),
      m_store(stage.store),
      m_window(stage.window),
      m_pointer(stage.pointer),
      m_ui(stage.ui),
      m_look(stage.look),
      m_speech(stage.speech),
      m_papers(stage.papers),
      m_visit(stage.visit),
      m_point(stage.point),
      m_settings_trouble(stage.settings_trouble),
      m_dirty(stage.dirty),
      m_moves(stage.moves) {}

} // namespace accanto::app
