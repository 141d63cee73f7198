// Nodes that share their memory by reference counts, and sets ordered by a comparison.
#include <map>
#include <string>
#include <vector>

#include <yaml-cpp/yaml.h>

YAML::Node node;
YAML::Emitter emitter;

std::map<std::string, std::vector<int>> values() {
  return node.as<std::map<std::string, std::vector<int>>>();
}
