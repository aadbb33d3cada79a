using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Findings;
using Infra.Specification.Clusters;
using Infra.Specification.Reading;

namespace Infra.Specification;

/// <summary>Determines the add-ons of a cluster: the defaults, with the stack's JSON merge patch (RFC 7386) and then the cluster's own
/// applied. Each patch is checked where it is written, so that a path names the line to fix.</summary>
internal sealed class AddOnReader(StrictReader reader, Mistakes mistakes, ImmutableArray<AddOnListing> listings)
{
    /// <summary>A patch without its invalid parts.</summary>
    internal JsonObject? Clean(JsonElement patch, string path)
    {
        if (patch.ValueKind != JsonValueKind.Object)
        {
            mistakes.Leave("SPEC006", path, $"found {Mistakes.Shown(patch)}, expected an object with add-ons by name.");
            return null;
        }

        var clean = new JsonObject();
        foreach (var member in patch.EnumerateObject())
        {
            var memberPath = $"{path}.{member.Name}";
            if (clean.ContainsKey(member.Name))
            {
                mistakes.Twice(member.Name, memberPath);
            }
            else if (Find(member.Name) is not { } listing)
            {
                mistakes.Leave("SPEC009", memberPath, Unknown(member.Name));
            }
            else if (member.Value.ValueKind == JsonValueKind.Null)
            {
                clean[member.Name] = null;
            }
            else if (reader.CleanPatch(member.Value, listing.Type, memberPath) is { } cleanMember)
            {
                clean[member.Name] = cleanMember;
            }
        }

        return clean;
    }

    /// <summary>The add-ons of a cluster in the order of their list.</summary>
    /// <param name="platform">The whole stack, as far as it is read.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="defaults">The stack's patch, cleaned.</param>
    /// <param name="own">The cluster's patch, cleaned.</param>
    internal ImmutableArray<AddOnSettings> Of(PlatformSpec platform, ClusterSpec cluster, JsonObject? defaults, JsonObject? own)
    {
        var addOns = ImmutableArray.CreateBuilder<AddOnSettings>();
        foreach (var listing in listings)
        {
            var wanted = listing.OnByDefault(platform, cluster) ? new JsonObject() : null;
            wanted = Patched(wanted, defaults, listing.Key);
            wanted = Patched(wanted, own, listing.Key);
            if (wanted is null)
            {
                continue;
            }

            var path = own?[listing.Key] is not null ? $"{cluster.Path}.addOns.{listing.Key}" : $"addOns.{listing.Key}";
            reader.Complete(wanted, listing.Type, path);
            if (StrictReader.Deserialize(wanted, listing.Type) is AddOnSettings { Enabled: true } addOn && !IsMeantForOthers(addOn))
            {
                addOns.Add(addOn);
            }

            // A setting of the stack applies only to clusters that can run the add-on; a setting of a cluster always applies to that
            // cluster.
            bool IsMeantForOthers(AddOnSettings addOn) =>
                own?.ContainsKey(listing.Key) != true && !listing.OnByDefault(platform, cluster)
                && listing.Obstacle(addOn, cluster) is not null;
        }

        return addOns.ToImmutable();
    }

    /// <summary>Keys of the add-ons that the stack or the cluster removes with <c>null</c>; the cluster takes precedence.</summary>
    internal ImmutableArray<string> Removed(JsonObject? defaults, JsonObject? own) =>
    [
        .. listings.Select(listing => listing.Key).Where(key =>
            (own?.ContainsKey(key) == true ? own : defaults) is { } patch && patch.TryGetPropertyValue(key, out var value)
                && value is null),
    ];

    private AddOnListing? Find(string key) => listings.FirstOrDefault(listing => listing.Key == key);

    private string Unknown(string key)
    {
        var known = listings.Select(listing => listing.Key).Order(StringComparer.Ordinal).ToList();
        return $"there is no add-on \"{key}\".{Spelling.DidYouMean(key, known)} Allowed: {Spelling.List(known)}.";
    }

    private static JsonObject? Patched(JsonObject? target, JsonObject? patches, string key) =>
        patches is not null && patches.TryGetPropertyValue(key, out var patch) ? Merge(target, patch) as JsonObject : target;

    // The MergePatch function of RFC 7386, section 2.
    private static JsonNode? Merge(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject members)
        {
            return patch?.DeepClone();
        }

        var merged = target is JsonObject existing ? (JsonObject)existing.DeepClone() : [];
        foreach (var (name, value) in members)
        {
            if (value is null)
            {
                merged.Remove(name);
            }
            else
            {
                merged[name] = Merge(merged[name], value);
            }
        }

        return merged;
    }
}
