// What every page does: suggestions below its search box, the 收藏 button, the count in its header.

import "./search/combobox.js";
import "./saved/button.js";
