using System.Reflection;
using System.Text.RegularExpressions;
using Infra.Components.Clusters;
using Infra.Tests.Planning;
using Infra.Tests.Stacks;
using Pulumi;

namespace Infra.Tests.Components.Clusters;

/// <summary>The parts of a cluster are built alike on every kind: who knows one kind finds the way in the others.</summary>
public sealed partial class PartTests
{
    private static IEnumerable<Type> Parts => typeof(KubernetesCluster).Assembly.GetTypes().Where(type =>
        type.Namespace?.StartsWith("Infra.Components.Clusters.", StringComparison.Ordinal) is true
        && type.IsSubclassOf(typeof(ComponentResource)) && !type.IsSubclassOf(typeof(KubernetesCluster)));

    [Fact]
    public void Takes_the_scope_first_and_options_last() => Assert.Empty(
        from part in Parts
        let constructors = part.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        let parameters = constructors.Single().GetParameters()
        where parameters[0].ParameterType.Name != $"{Kind(part.Name)}Scope"
            || parameters[^1].ParameterType != typeof(ComponentResourceOptions)
        select $"{part.Name}({string.Join(", ", parameters.Select(parameter => parameter.ParameterType.Name))})");

    [Fact]
    public async Task Has_the_type_token_of_its_class()
    {
        var known = Parts.Select(part => part.Name).Concat(["Aks", "Eks", "OnPrem"]).Select(name => $"infra:clusters:{name}").ToHashSet();
        var plan = await OwnStacks.PlanAsync("prod");

        Assert.Subset(known, plan.Resources.Select(resource => resource.Type)
            .Where(type => type.StartsWith("infra:clusters:", StringComparison.Ordinal)).ToHashSet());
    }

    // What one kind has and another has too is called the same; what is in this list only one kind has.
    [Fact]
    public void Is_called_the_same_on_every_kind() => Assert.Equal(
        [
            "Arc", "BackupCopy", "BackupKeys", "ContainerLogs", "Defender", "FlowLogs", "Hosts", "LinkedStorage", "Maintenance",
            "ManagedAddOns", "MonitorLink", "ParallelStorage", "Peering", "PullThrough", "Registry", "ResourceGroups", "SecretVault",
            "VaultBackups", "Waits",
        ],
        Parts.GroupBy(part => part.Name[Kind(part.Name).Length..]).Where(part => part.Count() == 1).Select(part => part.Key)
            .Order(StringComparer.Ordinal));

    private static string Kind(string name) => Kinds().Match(name).Value;

    [GeneratedRegex("^(Aks|Eks|OnPrem)")]
    private static partial Regex Kinds();
}
