using System.Collections.Immutable;
using System.Text.Json;
using Infra.Catalogue;
using Infra.Findings;
using Infra.Specification.Accounts;
using Infra.Specification.Clusters;
using Infra.Specification.Delivery;
using Infra.Specification.Observability;
using Infra.Specification.Reading;
using Infra.Specification.Teams;
using Infra.Specification.Templates;

namespace Infra.Specification;

/// <summary>Reads a stack's configuration strictly into a specification, and reports all mistakes at once.</summary>
public static class SpecReader
{
    /// <summary>Namespace of the platform's own configuration keys.</summary>
    public const string Namespace = "ai-platform:";

    private const string DefaultProviders = "pulumi:disable-default-providers";

    /// <summary>The keys of the platform in the order in which the documentation has them, without their namespace.</summary>
    internal static readonly ImmutableArray<string> Keys =
    [
        "organization", "sovereignty", "trust", "backup", "observability", "gitOps", "hub", "members", "addOns", "accounts", "sites",
        "clusters", TemplateReader.Key, "groups", "teams", "accepted",
    ];

    /// <summary>The keys without which there is no platform.</summary>
    internal static readonly ImmutableArray<string> Required = ["organization", "sovereignty", "clusters"];

    /// <summary>Prepares the contracts of the records before the first read.</summary>
    internal static void Prepare()
    {
        foreach (var (_, record) in RecordContract.Of(typeof(ClusterSpec)).Cases)
        {
            StrictReader.Prepare(record);
        }
    }

    /// <summary>Reads a configuration.</summary>
    /// <param name="inputs">The configuration.</param>
    /// <param name="listings">The add-ons that exist.</param>
    public static SpecReading Read(StackInputs inputs, ImmutableArray<AddOnListing> listings)
    {
        var mistakes = new Mistakes();
        var reader = new StrictReader(mistakes);
        CheckKeys(inputs, mistakes);

        var addOns = new AddOnReader(reader, mistakes, listings);
        var defaults = Json(inputs, reader, "addOns") is { } patch ? addOns.Clean(patch, "addOns") : null;
        var templates = new TemplateReader(Json(inputs, reader, TemplateReader.Key), mistakes);
        var clusters = Elements<ClusterSpec>(inputs, reader, mistakes, "clusters", aside: "addOns", templates.Whole)
            .Select(read => (Value: Placed(read.Value, read.Path), read.Json)).ToList();
        var platform = new PlatformSpec
        {
            Organization = inputs.Config.GetValueOrDefault(Namespace + "organization") ?? "unknown",
            Environment = inputs.Stack,
            Sovereignty = Record<SovereigntySpec>(inputs, reader, "sovereignty") ?? Boundless(),
            Trust = Record<TrustSpec>(inputs, reader, "trust") ?? new TrustSpec(),
            Backup = Record<BackupSpec>(inputs, reader, "backup") ?? new BackupSpec(),
            Observability = Record<ObservabilitySpec>(inputs, reader, "observability") ?? new ObservabilitySpec(),
            GitOps = Record<GitOpsSpec>(inputs, reader, "gitOps"),
            Hub = Record<HubSpec>(inputs, reader, "hub"),
            Members = [.. Elements<MemberSpec>(inputs, reader, mistakes, "members", aside: null).Select(member => member.Value)],
            Accounts = [.. Elements<AccountSpec>(inputs, reader, mistakes, "accounts", aside: null).Select(account => account.Value)],
            Sites = [.. Elements<SiteSpec>(inputs, reader, mistakes, "sites", aside: null).Select(site => site.Value)],
            Clusters = [.. clusters.Select(cluster => cluster.Value)],
            Groups = [.. Elements<GroupSpec>(inputs, reader, mistakes, "groups", aside: null).Select(group => group.Value)],
            Teams =
            [
                .. Elements<TeamSpec>(inputs, reader, mistakes, "teams", aside: null)
                    .Select(team => team.Value with { Path = team.Path }),
            ],
            Accepted = [.. Elements<AcceptedSpec>(inputs, reader, mistakes, "accepted", aside: null).Select(accepted => accepted.Value)],
            SecretKeys =
            [
                .. inputs.SecretKeys.Concat(inputs.ComputedKeys).Where(key => key.StartsWith(Namespace, StringComparison.Ordinal))
                    .Select(key => key[Namespace.Length..]),
            ],
            Environments = inputs.Environments,
        };
        // Whether a cluster has an add-on may depend on the others.
        platform = platform with { Clusters = [.. clusters.Select(read => Complete(platform, read.Value, read.Json))] };
        CheckOwnKeys(inputs, platform, mistakes);
        return new SpecReading(inputs.Config.ContainsKey(Namespace + "clusters") ? platform : null, [.. mistakes.Findings.Distinct()])
        {
            Unread = [.. mistakes.Unread],
        };

        ClusterSpec Placed(ClusterSpec cluster, string path)
        {
            var pools = $"{path}.pools";
            return cluster.At(path, index => $"{pools}[{reader.OriginalIndex(pools, index)}]");
        }

        ClusterSpec Complete(PlatformSpec fleet, ClusterSpec cluster, JsonElement json)
        {
            var own = json.TryGetProperty("addOns", out var patch) ? addOns.Clean(patch, $"{cluster.Path}.addOns") : null;
            return cluster with { AddOns = addOns.Of(fleet, cluster, defaults, own), RemovedAddOns = addOns.Removed(defaults, own) };
        }
    }

    private static void CheckKeys(StackInputs inputs, Mistakes mistakes)
    {
        foreach (var key in inputs.Config.Keys.Concat(inputs.SecretKeys).Concat(inputs.ComputedKeys))
        {
            var space = key[..(key.IndexOf(':', StringComparison.Ordinal) + 1)];
            if (space is Namespace or "pulumi:")
            {
                continue;
            }

            if (space == $"{inputs.Project}:")
            {
                mistakes.Leave(
                    "SPEC001", key,
                    $"nothing reads this key: keys begin with {Namespace} regardless of the project's name. Write " +
                    $"{Namespace}{key[space.Length..]}.");
            }
            else
            {
                mistakes.Leave(
                    "SPEC001", key,
                    "nothing reads this key: every resource of this platform has an explicit provider, configured by the cluster " +
                    "entries. Remove it.");
            }
        }

        foreach (var key in Keys)
        {
            if (inputs.SecretKeys.Contains(Namespace + key))
            {
                mistakes.Leave(
                    "SPEC002", key,
                    $"\"{Namespace}{key}\" is a secret or contains one, but the specification must be plain text. Set it without " +
                    "--secret, and put secrets under keys of their own.");
            }
            else if (inputs.ComputedKeys.Contains(Namespace + key))
            {
                mistakes.Leave(
                    "SPEC002", key,
                    $"the value of \"{Namespace}{key}\" is computed when the environment is opened, but the specification must be plain " +
                    "text. Write it out.");
            }
            else if (Required.Contains(key) && !inputs.Config.ContainsKey(Namespace + key))
            {
                mistakes.Leave("SPEC002", key, $"\"{Namespace}{key}\" is missing from the stack's configuration.{Elsewhere(inputs)}");
            }
        }

        var disabled = inputs.Config.GetValueOrDefault(DefaultProviders);
        if (disabled is null || !disabled.Contains("\"*\"", StringComparison.Ordinal))
        {
            mistakes.Leave(
                "SPEC010", DefaultProviders,
                $"found {disabled ?? "nothing"}, expected [\"*\"]: no resource may land in an ambient account, region or cluster." +
                (disabled is null ? Elsewhere(inputs) : ""));
        }
    }

    private static string Elsewhere(StackInputs inputs) => inputs.Environments.IsEmpty
        ? ""
        : $" It may come from environment {Spelling.List(inputs.Environments)}, which only the engine opens; give it here to plan offline.";

    private static void CheckOwnKeys(StackInputs inputs, PlatformSpec platform, Mistakes mistakes)
    {
        var named = SecretName.Of(platform).ToLookup(secret => secret.Name, secret => secret.Path, StringComparer.Ordinal);
        foreach (var key in inputs.Config.Keys.Where(key => key.StartsWith(Namespace, StringComparison.Ordinal)))
        {
            var name = key[Namespace.Length..];
            if (Keys.Contains(name))
            {
                continue;
            }

            if (!named.Contains(name))
            {
                mistakes.Leave(
                    "SPEC001", key,
                    $"\"{name}\" is not a known key.{Spelling.DidYouMean(name, Keys)} Allowed: {Spelling.List(Keys)}, and secrets.");
                continue;
            }

            mistakes.Leave(
                "SPEC011", key,
                $"the value is in plain text, but {named[name].First()} names it as a secret. Rotate the exposed secret, then run: " +
                $"pulumi config set --secret {key}");
            mistakes.Unread.AddRange(named[name]);
        }
    }

    private static JsonElement? Json(StackInputs inputs, StrictReader reader, string key) =>
        inputs.Config.TryGetValue(Namespace + key, out var text) ? reader.Parse(text, key) : null;

    private static T? Record<T>(StackInputs inputs, StrictReader reader, string key)
        where T : class =>
        Json(inputs, reader, key) is { } json ? reader.Read<T>(json, key) : null;

    private static IEnumerable<(T Value, JsonElement Json, string Path)> Elements<T>(
        StackInputs inputs, StrictReader reader, Mistakes mistakes, string key, string? aside,
        Func<JsonElement, string, JsonElement?>? whole = null)
        where T : class
    {
        if (Json(inputs, reader, key) is not { } list)
        {
            yield break;
        }

        if (list.ValueKind != JsonValueKind.Array)
        {
            mistakes.Leave("SPEC006", key, $"found {Mistakes.Shown(list)}, expected a list.");
            yield break;
        }

        var index = 0;
        foreach (var element in list.EnumerateArray())
        {
            var path = $"{key}[{index++}]";
            if ((whole is null ? element : whole(element, path)) is { } json && reader.Read<T>(json, path, aside) is { } value)
            {
                yield return (value, json, path);
            }
        }
    }

    // Replaces borders that could not be read, so that no rule reports findings about them until they are fixed.
    private static SovereigntySpec Boundless() => new()
    {
        Locations = [.. Jurisdictions.All.Keys],
        Operators = [.. Jurisdictions.All.Keys],
        Endpoints = EndpointAccess.Public,
        Keys = KeyManagement.ProviderManaged,
    };
}
