using Infra.Catalogue;
using Infra.Specification;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Infra.Components.Clusters.Eks;

/// <summary>The launch template of a node group: what a machine of the pool is like.</summary>
internal static class EksLaunchTemplate
{
    // AWS reports that pulls of large images slow down below 600 MiB/s; gp3 gives 125 MiB/s and 3,000 IOPS unless asked for more
    // (https://docs.aws.amazon.com/eks/latest/best-practices/aiml-performance.html).
    private const int FastIops = 16_000;
    private const int FastThroughput = 1_000;
    private const int PlainIops = 3_000;
    private const int PlainThroughput = 125;

    /// <summary>Creates the launch template of a pool.</summary>
    /// <param name="nodes">The pool.</param>
    /// <param name="volumesKey">Key of the disks; absent where AWS manages the keys.</param>
    /// <param name="securityGroups">Security groups of EFA interfaces; other nodes get the cluster's from EKS.</param>
    /// <param name="parent">The component that it belongs to.</param>
    internal static Aws.Ec2.LaunchTemplate Create(
        EksNodes nodes, Output<string>? volumesKey, InputList<string> securityGroups, Resource parent)
    {
        var scope = nodes.Scope;
        var pool = nodes.Pool;
        var child = new CustomResourceOptions { Parent = parent };
        var args = new Aws.Ec2.LaunchTemplateArgs
        {
            Description = $"{scope.CloudName}: pool {pool.Name}",
            // Here rather than in the node group, where a change of machine would replace the group instead of rolling it.
            InstanceType = pool.Machine,
            UpdateDefaultVersion = true,
            UserData = EksUserData.Base64(nodes),
            MetadataOptions = new Aws.Ec2.Inputs.LaunchTemplateMetadataOptionsArgs
            {
                HttpEndpoint = "enabled",
                // IMDSv2, and one hop: the node can ask, its pods cannot; they have Pod Identity.
                HttpTokens = "required",
                HttpPutResponseHopLimit = 1,
            },
        };

        foreach (var disk in Disks(nodes, volumesKey))
        {
            args.BlockDeviceMappings.Add(disk);
        }

        foreach (var kind in new[] { "instance", "volume", "network-interface" })
        {
            args.TagSpecifications.Add(new Aws.Ec2.Inputs.LaunchTemplateTagSpecificationArgs
            {
                ResourceType = kind,
                Tags = { ["Name"] = $"{scope.CloudName}-{pool.Name}", [NodeConventions.PoolLabel] = pool.Name },
            });
        }

        Buy(pool, args);
        if (pool.Interconnect == Interconnect.Efa)
        {
            foreach (var card in EfaInterface.Of(AwsProfile.Profile.Machines[pool.Machine]))
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

            // EC2 places the machines of a capacity block next to each other by itself.
            if (pool.Capacity != Capacity.CapacityBlock)
            {
                var group = new Aws.Ec2.PlacementGroup(
                    scope.Name($"{pool.Name}-placement"), new Aws.Ec2.PlacementGroupArgs { Strategy = "cluster" }, child);
                args.Placement = new Aws.Ec2.Inputs.LaunchTemplatePlacementArgs { GroupName = group.Name };
            }
        }

        return new Aws.Ec2.LaunchTemplate(scope.Name($"{pool.Name}-launch-template"), args, child);
    }

    private static IEnumerable<Aws.Ec2.Inputs.LaunchTemplateBlockDeviceMappingArgs> Disks(EksNodes nodes, Output<string>? key)
    {
        // Bottlerocket keeps its system on a small disk of its own, and images and containers on a second one.
        if (nodes.Pool.Ami == AmiFamily.Bottlerocket)
        {
            yield return Disk("/dev/xvda", key);
        }

        var images = Disk(nodes.Pool.Ami == AmiFamily.Bottlerocket ? "/dev/xvdb" : "/dev/xvda", key, ebs =>
        {
            ebs.VolumeSize = nodes.Pool.DiskGiB;
            ebs.Iops = nodes.IsSystem ? PlainIops : FastIops;
            ebs.Throughput = nodes.IsSystem ? PlainThroughput : FastThroughput;
        });
        yield return images;
    }

    private static Aws.Ec2.Inputs.LaunchTemplateBlockDeviceMappingArgs Disk(
        string device, Output<string>? key, Action<Aws.Ec2.Inputs.LaunchTemplateBlockDeviceMappingEbsArgs>? size = null)
    {
        var ebs = new Aws.Ec2.Inputs.LaunchTemplateBlockDeviceMappingEbsArgs
        {
            VolumeType = "gp3",
            Encrypted = "true",
            DeleteOnTermination = "true",
        };
        if (key is not null)
        {
            ebs.KmsKeyId = key;
        }

        size?.Invoke(ebs);
        return new Aws.Ec2.Inputs.LaunchTemplateBlockDeviceMappingArgs { DeviceName = device, Ebs = ebs };
    }

    // Reserved machines are taken from the named reservation alone. A block is bought on top of that
    // (https://docs.aws.amazon.com/eks/latest/userguide/capacity-blocks-mng.html). Spot is a property of the node group.
    private static void Buy(EksNodePoolSpec pool, Aws.Ec2.LaunchTemplateArgs args)
    {
        if (pool.Capacity is not (Capacity.Reserved or Capacity.CapacityBlock))
        {
            return;
        }

        args.CapacityReservationSpecification = new Aws.Ec2.Inputs.LaunchTemplateCapacityReservationSpecificationArgs
        {
            CapacityReservationTarget = new Aws.Ec2.Inputs.LaunchTemplateCapacityReservationSpecificationCapacityReservationTargetArgs
            {
                CapacityReservationId = pool.Reservation
                    ?? throw new ArgumentException($"Pool \"{pool.Name}\" buys {pool.Capacity} but names no reservation."),
            },
        };
        if (pool.Capacity == Capacity.CapacityBlock)
        {
            args.InstanceMarketOptions = new Aws.Ec2.Inputs.LaunchTemplateInstanceMarketOptionsArgs { MarketType = "capacity-block" };
        }
    }
}
