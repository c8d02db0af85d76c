// What every page does: its navigation, suggestions below its search box, the 收藏 button and the count in its header,
// and what stands beside a record.

import "./navigation.js";
import "./search/combobox.js";
import "./saved/button.js";
import "./record/tools.js";
