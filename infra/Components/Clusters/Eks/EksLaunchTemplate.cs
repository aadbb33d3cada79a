using Infra.Facts.Eks;
using Infra.Specification.Pools;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Infra.Components.Clusters.Eks;

/// <summary>The launch template of a node group, which describes the machines of the pool.</summary>
internal static class EksLaunchTemplate
{
    /// <summary>Creates the launch template of a pool.</summary>
    /// <param name="nodes">The pool.</param>
    /// <param name="volumesKey">Key of the disks; absent where AWS manages the keys.</param>
    /// <param name="securityGroups">Security groups of EFA interfaces; other nodes get the cluster's security group from EKS.</param>
    /// <param name="parent">The parent component.</param>
    internal static Aws.Ec2.LaunchTemplate Create(
        EksNodes nodes, Output<string>? volumesKey, InputList<string> securityGroups, Resource parent)
    {
        var scope = nodes.Scope;
        var pool = nodes.Pool;
        var args = new Aws.Ec2.LaunchTemplateArgs
        {
            Description = $"{scope.CloudName}: pool {pool.Name}",
            // Here rather than in the node group, where changing the machine type would replace the group instead of rolling it.
            InstanceType = pool.Machine,
            UpdateDefaultVersion = true,
            UserData = EksUserData.Base64(nodes),
            MetadataOptions = new Aws.Ec2.Inputs.LaunchTemplateMetadataOptionsArgs
            {
                HttpEndpoint = EksMetadata.Endpoint,
                HttpTokens = EksMetadata.Tokens,
                HttpPutResponseHopLimit = EksMetadata.HopLimit,
            },
        };

        foreach (var disk in nodes.Disks)
        {
            args.BlockDeviceMappings.Add(Mapping(disk, volumesKey));
        }

        foreach (var kind in new[] { "instance", "volume", "network-interface" })
        {
            args.TagSpecifications.Add(new Aws.Ec2.Inputs.LaunchTemplateTagSpecificationArgs
            {
                ResourceType = kind,
                Tags = nodes.Tags.ToDictionary(),
            });
        }

        Buy(scope, pool, args);
        if (nodes.HasEfa)
        {
            Connect(nodes, args, securityGroups);
        }

        if (nodes.PlacementGroup is { } name)
        {
            Input<string> group = nodes.OwnsPlacementGroup ? PlacementGroup(nodes, parent).Name : name;
            args.Placement = new Aws.Ec2.Inputs.LaunchTemplatePlacementArgs { GroupName = group };
        }

        return new Aws.Ec2.LaunchTemplate(scope.Name($"{pool.Name}-launch-template"), args, new CustomResourceOptions { Parent = parent });
    }

    private static void Connect(EksNodes nodes, Aws.Ec2.LaunchTemplateArgs args, InputList<string> securityGroups)
    {
        foreach (var card in EfaInterface.Of(nodes.Machine))
        {
            args.NetworkInterfaces.Add(new Aws.Ec2.Inputs.LaunchTemplateNetworkInterfaceArgs
            {
                NetworkCardIndex = card.Card,
                DeviceIndex = card.Device,
                InterfaceType = card.Type,
                DeleteOnTermination = "true",
                SecurityGroups = securityGroups,
            });
        }
    }

    /// <summary>Creates the placement group of a pool that has its own.</summary>
    internal static Aws.Ec2.PlacementGroup PlacementGroup(EksNodes nodes, Resource parent) => new(
        nodes.Scope.Name($"{nodes.Pool.Name}-placement"),
        new Aws.Ec2.PlacementGroupArgs { Name = nodes.PlacementGroup!, Strategy = "cluster" },
        new CustomResourceOptions { Parent = parent });

    private static Aws.Ec2.Inputs.LaunchTemplateBlockDeviceMappingArgs Mapping(EksDisk disk, Output<string>? key)
    {
        var ebs = new Aws.Ec2.Inputs.LaunchTemplateBlockDeviceMappingEbsArgs
        {
            VolumeType = EksDisk.VolumeType,
            VolumeSize = disk.SizeGiB,
            Iops = disk.Iops,
            Throughput = disk.Throughput,
            Encrypted = Flag(EksDisk.Encrypted),
            DeleteOnTermination = Flag(EksDisk.DeleteOnTermination),
        };
        if (key is not null)
        {
            ebs.KmsKeyId = key;
        }

        return new Aws.Ec2.Inputs.LaunchTemplateBlockDeviceMappingArgs { DeviceName = disk.Device, Ebs = ebs };
    }

    private static string Flag(bool flag) => flag ? "true" : "false";

    // Reserved machines come only from the named reservation. A capacity block also needs its own market type
    // (https://docs.aws.amazon.com/eks/latest/userguide/capacity-blocks-mng.html). Spot is a property of the node group.
    private static void Buy(EksScope scope, EksNodePoolSpec pool, Aws.Ec2.LaunchTemplateArgs args)
    {
        if (pool.Capacity is not (Capacity.Reserved or Capacity.CapacityBlock))
        {
            return;
        }

        var reservation = pool.Reservation
            ?? throw new ArgumentException($"Pool \"{pool.Name}\" has capacity {pool.Capacity} but names no reservation.");
        var target = new Aws.Ec2.Inputs.LaunchTemplateCapacityReservationSpecificationCapacityReservationTargetArgs();
        if (scope.Cloud.IsReservationGroup(reservation))
        {
            target.CapacityReservationResourceGroupArn = reservation;
        }
        else
        {
            target.CapacityReservationId = reservation;
        }

        args.CapacityReservationSpecification =
            new Aws.Ec2.Inputs.LaunchTemplateCapacityReservationSpecificationArgs { CapacityReservationTarget = target };
        if (pool.Capacity == Capacity.CapacityBlock)
        {
            args.InstanceMarketOptions = new Aws.Ec2.Inputs.LaunchTemplateInstanceMarketOptionsArgs { MarketType = "capacity-block" };
        }
    }
}
