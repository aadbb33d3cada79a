using System.Collections.Immutable;
using Infra.Catalogue;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.Sovereignty;

/// <summary>SOV001: the borders, and the operators of sites and services, are jurisdictions in the catalogue, and each border has at least
/// one.</summary>
public sealed class KnownJurisdictions : ISpecRule
{
    private static Finding Unknown(string path, string code) => Finding.Error(
        "SOV001", path, $"\"{code}\" is not a known jurisdiction.{Spelling.DidYouMean(code, Jurisdictions.Near(code))} Allowed: " +
        $"{Jurisdictions.Allowed}.");

    /// <summary>Whether borders are declared and known, so that they can be compared.</summary>
    internal static bool AreKnown(ImmutableArray<string> codes) => !codes.IsEmpty && codes.All(Jurisdictions.All.ContainsKey);

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        var sovereignty = platform.Sovereignty;
        (string Name, ImmutableArray<string> Codes)[] borders =
            [("locations", sovereignty.Locations), ("operators", sovereignty.Operators)];
        foreach (var (name, codes) in borders)
        {
            if (codes.IsEmpty)
            {
                yield return Finding.Error(
                    "SOV001", $"sovereignty.{name}",
                    $"the list is empty. Allowed: {Jurisdictions.Allowed}.");
            }

            for (var i = 0; i < codes.Length; i++)
            {
                if (!Jurisdictions.All.ContainsKey(codes[i]))
                {
                    yield return Unknown($"sovereignty.{name}[{i}]", codes[i]);
                }
            }
        }

        for (var i = 0; i < platform.Sites.Length; i++)
        {
            if (!Jurisdictions.All.ContainsKey(platform.Sites[i].Operator))
            {
                yield return Unknown($"sites[{i}].operator", platform.Sites[i].Operator);
            }
        }

        var declared = DeclaredInside.Services(platform).Select(service => ($"{service.Path}.operator", service.Operator))
            .Prepend(("sovereignty.registryPlace.operator", sovereignty.RegistryPlace?.Operator));
        foreach (var (path, law) in declared)
        {
            if (law is not null && !Jurisdictions.All.ContainsKey(law))
            {
                yield return Unknown(path, law);
            }
        }
    }
}
