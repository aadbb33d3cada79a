using System.Collections.Immutable;
using Infra.Planning.Differences;
using Infra.Reports;

namespace Infra.Tests.Stacks.Updates;

/// <summary>What everyday changes of a stack do to what is deployed. docs/updates.md shows the same line by line.</summary>
public sealed class UpdateTests
{
    // Whatever holds data, keys or the identity of a cluster; the types of DataTests and the clusters themselves.
    private static readonly ImmutableHashSet<string> _dataAndKeys =
    [
        "aws:efs/fileSystem:FileSystem",
        "aws:eks/cluster:Cluster",
        "aws:kms/key:Key",
        "aws:s3/bucket:Bucket",
        "azure-native:compute:DiskEncryptionSet",
        "azure-native:containerservice:ManagedCluster",
        "azure-native:keyvault:Key",
        "azure-native:keyvault:Vault",
        "azure-native:operationalinsights:Workspace",
        "azure-native:resources:ResourceGroup",
        "azure-native:storage:BlobContainer",
        "azure-native:storage:BlobContainerImmutabilityPolicy",
        "azure-native:storage:StorageAccount",
        "azure-native:storagecache:AmlFilesystem",
        "random:index/randomPassword:RandomPassword",
    ];

    [Fact]
    public Task Nothing_that_holds_data_or_keys_ends() => NoneAsync(
        change => change.Effect != Effect.Refused, difference => difference.Ends && _dataAndKeys.Contains(difference.Type));

    [Fact]
    public Task Where_data_would_end_the_engine_refuses_it() => NoneAsync(
        change => change.Effect == Effect.Refused,
        difference => difference.Ends && _dataAndKeys.Contains(difference.Type) && !difference.Refused);

    [Fact]
    public async Task A_stack_that_drops_a_file_system_is_refused()
    {
        foreach (var change in EverydayChanges.All.Where(change => change.Effect == Effect.Refused))
        {
            Assert.Contains(await EverydayChanges.DifferencesAsync(change), difference => difference.Refused);
        }
    }

    [Fact]
    public Task What_changes_in_place_neither_begins_nor_ends() =>
        NoneAsync(change => change.Effect == Effect.InPlace, difference => difference.Kind != DifferenceKind.Change);

    [Fact]
    public Task What_is_added_ends_nothing() => NoneAsync(
        change => change.Effect == Effect.Adds, difference => difference.Kind is not (DifferenceKind.Create or DifferenceKind.Change));

    [Fact]
    public Task What_is_removed_makes_nothing_anew() => NoneAsync(
        change => change.Effect == Effect.Removes, difference => difference.Kind is not (DifferenceKind.Delete or DifferenceKind.Change));

    [Fact]
    public Task Only_changes_that_say_so_make_anything_anew() => NoneAsync(
        change => change.Effect != Effect.Replaces,
        difference => difference.Kind is DifferenceKind.CreateThenDelete or DifferenceKind.DeleteThenCreate);

    private static async Task NoneAsync(Func<EverydayChange, bool> only, Func<ResourceDifference, bool> wrong)
    {
        var meant = EverydayChanges.All.Where(only).ToList();
        Assert.NotEmpty(meant);
        var lines = new List<string>();
        foreach (var change in meant)
        {
            var found = (await EverydayChanges.DifferencesAsync(change)).Where(wrong);
            lines.AddRange(DifferenceText.Lines(found).Select(line => $"{change}: {line}"));
        }

        Assert.True(lines.Count == 0, string.Join('\n', lines));
    }
}
