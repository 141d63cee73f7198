// A tree whose nodes lie in pages that it allocates itself.
#include <pugixml.hpp>

pugi::xml_document document;
pugi::xml_parse_result result;

bool has_children(const pugi::xml_node& node) {
  return node.begin() != node.end() && !document.select_nodes("a").empty();
}
