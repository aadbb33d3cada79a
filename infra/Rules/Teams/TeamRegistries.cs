using Infra.AddOns.Contracts;
using Infra.AddOns.Security;
using Infra.Facts;
using Infra.Facts.Teams;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Teams;

namespace Infra.Rules.Teams;

/// <summary>TEAM010: the registries of a team are registries, each inside one that the platform allows on every cluster of the
/// team.</summary>
public sealed class TeamRegistries : ISpecRule
{
    private const string Code = "TEAM010";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform) =>
        from team in platform.Teams
        from index in Enumerable.Range(0, team.Registries.Length)
        let finding = Check(platform, team, team.Registries[index], $"{team.Path}.registries[{index}]")
        where finding is not null
        select finding;

    private static Finding? Check(PlatformSpec platform, TeamSpec team, string registry, string path)
    {
        if (!SettingForms.IsRegistry(registry))
        {
            return Finding.Error(
                Code, path,
                $"\"{registry}\" is not a registry. Allowed: a host with an optional port and path, in lower case and without a scheme, " +
                "such as registry.acme.example/vision.");
        }

        foreach (var cluster in TeamPlaces.Of(platform, team))
        {
            if (AddOn.Of(cluster).OfType<Gatekeeper>().FirstOrDefault() is { } gatekeeper)
            {
                var allowed = gatekeeper.RegistriesOf(Clouds.Context(platform, cluster)).ToList();
                if (!allowed.Exists(one => registry == one || registry.StartsWith($"{one}/", StringComparison.Ordinal)))
                {
                    return Finding.Error(
                        Code, path,
                        $"\"{registry}\" is in no registry that the platform allows on {cluster.Name}. Allowed: " +
                        $"{Spelling.List(allowed)}, and folders of them.")
                        with { ComparedWith = ["sovereignty.registry", "addOns.gatekeeper"] };
                }
            }
        }

        return null;
    }
}
